#include "vector_math.h"
#include <stdlib.h>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Newer processors multiply numbers of 16 bits (bfloat16: three digits each) and sum them up as floats: some in pairs,
// two in the place of each float, some whole tiles at once. The layout of the weights is the same for both.

enum { SIDE = 16, DEPTH = 32, BLOCK = 2 * SIDE, DEEPEST = 1280 };
enum kind { IN_PAIRS = 1, IN_TILES };
enum { READ_AND_WRITE_TILES = 0x1023, TILE_DATA = 18 };

typedef unsigned short half;

struct packed {
  enum kind kind;
  half weights[] __attribute__((aligned(64)));
};

static inline half rounded(float value) {
  unsigned bits;
  memcpy(&bits, &value, 4);
  return (half)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static int has_tiles(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  if (!(d & 1u << 22) || !(d & 1u << 24)) return 0;
  return syscall(SYS_arch_prctl, READ_AND_WRITE_TILES, TILE_DATA) == 0;
}

void *hv_pack(const float *b, size_t depth, size_t columns) {
  if (depth % DEPTH || columns % BLOCK || depth > DEEPEST || !__builtin_cpu_supports("avx512bf16")) return NULL;
  struct packed *packed = aligned_alloc(64, sizeof(struct packed) + depth * columns * sizeof(half));
  if (!packed) return NULL;
  packed->kind = has_tiles() ? IN_TILES : IN_PAIRS;
  half *next = packed->weights;
  for (size_t j = 0; j < columns; j += SIDE)
    for (size_t k = 0; k < depth; k += 2)
      for (size_t column = j; column < j + SIDE; column++)
        for (size_t row = k; row < k + 2; row++) *next++ = rounded(b[row * columns + column]);
  return packed;
}

#define WITH_PAIRS __attribute__((target("avx512f,avx512bf16")))
#define WITH_TILES __attribute__((target("amx-tile,amx-bf16,avx512f,avx512bf16")))

WITH_PAIRS static void round_rows(const float *a, size_t a_stride, size_t rows, size_t depth, half *near,
                                  size_t stride) {
  for (size_t r = 0; r < rows; r++)
    for (size_t k = 0; k < depth; k += SIDE)
      _mm256_store_si256((__m256i *)(near + r * stride + k),
                         (__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(a + r * a_stride + k)));
}

// Some rows by two vectors of columns kept in registers while the depth runs by, two of its numbers at a time.
#define FOR_EACH_ROW(ROWS) _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)

#define TILE(ROWS)                                                                                                     \
  for (; some >= ROWS; some -= ROWS, from += ROWS * stride, to += ROWS * c_stride) {                                   \
    __m512 sum[ROWS][2];                                                                                               \
    FOR_EACH_ROW(ROWS) {                                                                                               \
      sum[r][0] = _mm512_loadu_ps(to + r * c_stride);                                                                  \
      sum[r][1] = _mm512_loadu_ps(to + r * c_stride + SIDE);                                                           \
    }                                                                                                                  \
    for (size_t k = 0; k < depth; k += 2) {                                                                            \
      __m512bh b0 = (__m512bh)_mm512_load_si512(left + k * SIDE);                                                      \
      __m512bh b1 = (__m512bh)_mm512_load_si512(right + k * SIDE);                                                     \
      FOR_EACH_ROW(ROWS) {                                                                                             \
        int pair;                                                                                                      \
        memcpy(&pair, from + r * stride + k, sizeof pair);                                                             \
        __m512bh both = (__m512bh)_mm512_set1_epi32(pair);                                                             \
        sum[r][0] = _mm512_dpbf16_ps(sum[r][0], both, b0);                                                             \
        sum[r][1] = _mm512_dpbf16_ps(sum[r][1], both, b1);                                                             \
      }                                                                                                                \
    }                                                                                                                  \
    FOR_EACH_ROW(ROWS) {                                                                                               \
      _mm512_storeu_ps(to + r * c_stride, sum[r][0]);                                                                  \
      _mm512_storeu_ps(to + r * c_stride + SIDE, sum[r][1]);                                                           \
    }                                                                                                                  \
  }

WITH_PAIRS static void multiply_add_pairs(const float *a, size_t a_stride, const half *b, float *c, size_t c_stride,
                                          size_t rows, size_t depth, size_t columns) {
  enum { MOST = 24 }; // As many as the cache holds; a multiple of the largest tile.
  size_t stride = depth + DEPTH;
  half near[MOST * (DEEPEST + DEPTH)] __attribute__((aligned(64)));
  for (; rows; a += MOST * a_stride, c += MOST * c_stride) {
    size_t block = rows < MOST ? rows : MOST;
    round_rows(a, a_stride, block, depth, near, stride);
    for (size_t j = 0; j < columns; j += BLOCK) {
      const half *left = b + j * depth, *right = left + SIDE * depth, *from = near;
      float *to = c + j;
      size_t some = block;
      TILE(12)
      TILE(8)
      TILE(4)
      TILE(2)
      TILE(1)
    }
    rows -= block;
  }
}

WITH_TILES static void multiply_add_tiles(const float *a, size_t a_stride, const half *b, float *c, size_t c_stride,
                                          size_t rows, size_t depth, size_t columns) {
  struct {
    unsigned char palette, start, reserved[14];
    unsigned short bytes[16];
    unsigned char rows[16];
  } shape __attribute__((aligned(64))) = {.palette = 1};
  for (int tile = 0; tile < 8; tile++) {
    shape.bytes[tile] = 64;
    shape.rows[tile] = SIDE;
  }
  // Rows a power of two apart would all want the same places of the cache.
  size_t stride = depth + DEPTH;
  half near[BLOCK * (DEEPEST + DEPTH)] __attribute__((aligned(64)));
  float sum[BLOCK * BLOCK] __attribute__((aligned(64)));
  _tile_loadconfig(&shape);
  for (size_t i = 0; i < rows; i += BLOCK) {
    size_t some = rows - i < BLOCK ? rows - i : BLOCK;
    round_rows(a + i * a_stride, a_stride, some, depth, near, stride);
    memset(near + some * stride, 0, (BLOCK - some) * stride * sizeof(half));
    for (size_t j = 0; j < columns; j += BLOCK) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
      for (size_t k = 0; k < depth; k += DEPTH) {
        const half *left = near + k, *right = b + j * depth + k * SIDE;
        _tile_loadd(4, left, stride * sizeof(half));
        _tile_loadd(5, left + SIDE * stride, stride * sizeof(half));
        _tile_loadd(6, right, DEPTH * sizeof(half));
        _tile_loadd(7, right + SIDE * depth, DEPTH * sizeof(half));
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
      }
      _tile_stored(0, sum, BLOCK * sizeof(float));
      _tile_stored(1, sum + SIDE, BLOCK * sizeof(float));
      _tile_stored(2, sum + SIDE * BLOCK, BLOCK * sizeof(float));
      _tile_stored(3, sum + SIDE * BLOCK + SIDE, BLOCK * sizeof(float));
      for (size_t r = 0; r < some; r++)
        for (size_t column = 0; column < BLOCK; column++)
          c[(i + r) * c_stride + j + column] += sum[r * BLOCK + column];
    }
  }
  _tile_release();
}
#else
void *hv_pack(const float *b, size_t depth, size_t columns) { return NULL; }
#endif

void hv_unpack(void *packed) { free(packed); }

void hv_multiply_add_packed(const float *a, size_t a_stride, const float *b, const void *packed, float *c,
                            size_t c_stride, size_t rows, size_t depth, size_t columns) {
#if defined(__x86_64__) && defined(__linux__)
  const struct packed *ready = packed;
  if (ready) {
    (ready->kind == IN_TILES ? multiply_add_tiles : multiply_add_pairs)(a, a_stride, ready->weights, c, c_stride, rows,
                                                                        depth, columns);
    return;
  }
#endif
  hv_multiply_add(a, a_stride, b, c, c_stride, rows, depth, columns);
}
