#include "vector_math.h"

// One tile: some rows by 32 columns kept in registers while the depth runs by. The compiler splits the
// vectors into what the processor has; the three copies below differ only in what they may use.
typedef float lane __attribute__((vector_size(64), aligned(4)));

#define TILE(ROWS)                                                                                                     \
  do {                                                                                                                 \
    lane sum[ROWS][2];                                                                                                 \
    for (int r = 0; r < ROWS; r++) {                                                                                   \
      sum[r][0] = *(const lane *)(c + r * c_stride + j);                                                               \
      sum[r][1] = *(const lane *)(c + r * c_stride + j + 16);                                                          \
    }                                                                                                                  \
    for (size_t k = 0; k < depth; k++) {                                                                               \
      lane b0 = *(const lane *)(b + k * columns + j);                                                                  \
      lane b1 = *(const lane *)(b + k * columns + j + 16);                                                             \
      for (int r = 0; r < ROWS; r++) {                                                                                 \
        float value = a[r * a_stride + k];                                                                             \
        sum[r][0] += value * b0;                                                                                       \
        sum[r][1] += value * b1;                                                                                       \
      }                                                                                                                \
    }                                                                                                                  \
    for (int r = 0; r < ROWS; r++) {                                                                                   \
      *(lane *)(c + r * c_stride + j) = sum[r][0];                                                                     \
      *(lane *)(c + r * c_stride + j + 16) = sum[r][1];                                                                \
    }                                                                                                                  \
  } while (0)

#define ROWS_OF(COUNT)                                                                                                 \
  for (; rows >= COUNT; rows -= COUNT, a += COUNT * a_stride, c += COUNT * c_stride)                                   \
    for (size_t j = 0; j < columns; j += 32) TILE(COUNT);

// As many rows as the registers hold: the weights pass by once for all of them. 32 registers take 12 rows, 16 take 4.
#define BODY ROWS_OF(4) ROWS_OF(2) ROWS_OF(1)
#define WIDE_BODY ROWS_OF(12) ROWS_OF(8) BODY

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
