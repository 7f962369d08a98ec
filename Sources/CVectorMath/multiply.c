#include "vector_math.h"

// One tile: some rows by 32 columns kept in registers while the depth runs by. The compiler splits the
// vectors into what the processor has; the three copies below differ only in what they may use.
typedef float lane __attribute__((vector_size(64), aligned(4)));

// Left to itself the compiler keeps the sums in memory, which takes three times as long.
#define FOR_EACH_ROW(ROWS) _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)

#define TILE(ROWS)                                                                                                     \
  for (; left >= ROWS; left -= ROWS, from += ROWS * a_stride, to += ROWS * c_stride) {                                 \
    lane sum[ROWS][2];                                                                                                 \
    FOR_EACH_ROW(ROWS) {                                                                                               \
      sum[r][0] = *(const lane *)(to + r * c_stride);                                                                  \
      sum[r][1] = *(const lane *)(to + r * c_stride + 16);                                                             \
    }                                                                                                                  \
    for (size_t k = 0; k < depth; k++) {                                                                               \
      lane b0 = *(const lane *)(b + k * columns + j);                                                                  \
      lane b1 = *(const lane *)(b + k * columns + j + 16);                                                             \
      FOR_EACH_ROW(ROWS) {                                                                                             \
        float value = from[r * a_stride + k];                                                                          \
        sum[r][0] += value * b0;                                                                                       \
        sum[r][1] += value * b1;                                                                                       \
      }                                                                                                                \
    }                                                                                                                  \
    FOR_EACH_ROW(ROWS) {                                                                                               \
      *(lane *)(to + r * c_stride) = sum[r][0];                                                                        \
      *(lane *)(to + r * c_stride + 16) = sum[r][1];                                                                   \
    }                                                                                                                  \
  }

// The same columns of the weights serve all rows before the next ones are fetched.
#define FOR_ALL_COLUMNS(TILES)                                                                                         \
  for (size_t j = 0; j < columns; j += 32) {                                                                           \
    const float *from = a;                                                                                             \
    float *to = c + j;                                                                                                 \
    size_t left = rows;                                                                                                \
    TILES                                                                                                              \
  }

// The more rows, the fewer times the weights pass by: 12 fit into 32 wide registers. Of 16 narrower ones 4 rows want a
// few more than there are.
#define BODY FOR_ALL_COLUMNS(TILE(4) TILE(2) TILE(1))
#define WIDE_BODY FOR_ALL_COLUMNS(TILE(12) TILE(8) TILE(4) TILE(2) TILE(1))

#define PARAMETERS                                                                                                     \
  const float *a, size_t a_stride, const float *b, float *c, size_t c_stride, size_t rows, size_t depth, size_t columns

#pragma clang fp contract(fast)

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void multiply_add_512(PARAMETERS) { WIDE_BODY }
__attribute__((target("avx2,fma"))) static void multiply_add_256(PARAMETERS) { BODY }
#endif
static void multiply_add_any(PARAMETERS) { BODY }

void hv_multiply_add(PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    multiply_add_512(a, a_stride, b, c, c_stride, rows, depth, columns);
    return;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    multiply_add_256(a, a_stride, b, c, c_stride, rows, depth, columns);
    return;
  }
#endif
  multiply_add_any(a, a_stride, b, c, c_stride, rows, depth, columns);
}
