#include "vector_math.h"
#include <stdlib.h>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Newer processors multiply whole tiles at once, in numbers of 16 bits (bfloat16). Each float is split into the nearest
// such number and the nearest to what that leaves; three of the four products keep all that a float's result can show.

enum { SIDE = 16, DEPTH = 32, BLOCK = 2 * SIDE, TILE = SIDE * DEPTH, DEEPEST = 1280 };
enum { READ_AND_WRITE_TILES = 0x1023, TILE_DATA = 18 };

typedef unsigned short half;

static inline half rounded(float value) {
  unsigned bits;
  memcpy(&bits, &value, 4);
  return (half)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static inline float widened(half value) {
  unsigned bits = (unsigned)value << 16;
  float result;
  memcpy(&result, &bits, 4);
  return result;
}

static int has_tiles(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  if (!(d & 1u << 22) || !(d & 1u << 24) || !__builtin_cpu_supports("avx512bf16")) return 0;
  return syscall(SYS_arch_prctl, READ_AND_WRITE_TILES, TILE_DATA) == 0;
}

void *hv_pack(const float *b, size_t depth, size_t columns) {
  if (depth % DEPTH || columns % BLOCK || depth > DEEPEST || !has_tiles()) return NULL;
  half *packed = aligned_alloc(64, depth * columns * 2 * sizeof(half));
  if (!packed) return NULL;
  half *high = packed, *low = packed + depth * columns;
  for (size_t j = 0; j < columns; j += SIDE)
    for (size_t k = 0; k < depth; k += 2)
      for (size_t column = j; column < j + SIDE; column++)
        for (size_t row = k; row < k + 2; row++) {
          float value = b[row * columns + column];
          *high = rounded(value);
          *low++ = rounded(value - widened(*high++));
        }
  return packed;
}

#pragma clang fp contract(off)

#define WITH_TILES __attribute__((target("amx-tile,amx-bf16,avx512f,avx512bf16")))

WITH_TILES static void split(const float *a, size_t a_stride, size_t rows, size_t depth, half *high, half *low) {
  for (size_t r = 0; r < rows; r++)
    for (size_t k = 0; k < depth; k += SIDE) {
      __m512 value = _mm512_loadu_ps(a + r * a_stride + k);
      __m256bh near = _mm512_cvtneps_pbh(value);
      __m512 left = _mm512_sub_ps(value, _mm512_cvtpbh_ps(near));
      _mm256_store_si256((__m256i *)(high + r * depth + k), (__m256i)near);
      _mm256_store_si256((__m256i *)(low + r * depth + k), (__m256i)_mm512_cvtneps_pbh(left));
    }
  memset(high + rows * depth, 0, (BLOCK - rows) * depth * sizeof(half));
  memset(low + rows * depth, 0, (BLOCK - rows) * depth * sizeof(half));
}

WITH_TILES static inline void load_a(const half *a, size_t depth) {
  _tile_loadd(4, a, depth * sizeof(half));
  _tile_loadd(5, a + SIDE * depth, depth * sizeof(half));
}

WITH_TILES static inline void load_b(const half *b, size_t depth) {
  _tile_loadd(6, b, DEPTH * sizeof(half));
  _tile_loadd(7, b + SIDE * depth, DEPTH * sizeof(half));
}

WITH_TILES static inline void multiply(void) {
  _tile_dpbf16ps(0, 4, 6);
  _tile_dpbf16ps(1, 4, 7);
  _tile_dpbf16ps(2, 5, 6);
  _tile_dpbf16ps(3, 5, 7);
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
  half high[BLOCK * DEEPEST] __attribute__((aligned(64))), low[BLOCK * DEEPEST] __attribute__((aligned(64)));
  float sum[BLOCK * BLOCK] __attribute__((aligned(64)));
  const half *b_low = b + depth * columns;
  _tile_loadconfig(&shape);
  for (size_t i = 0; i < rows; i += BLOCK) {
    size_t some = rows - i < BLOCK ? rows - i : BLOCK;
    split(a + i * a_stride, a_stride, some, depth, high, low);
    for (size_t j = 0; j < columns; j += BLOCK) {
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
      for (size_t k = 0; k < depth; k += DEPTH) {
        load_a(low + k, depth);
        load_b(b + j * depth + k * SIDE, depth);
        multiply();
        load_a(high + k, depth);
        multiply();
        load_b(b_low + j * depth + k * SIDE, depth);
        multiply();
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
  if (packed) {
    multiply_add_tiles(a, a_stride, packed, c, c_stride, rows, depth, columns);
    return;
  }
#endif
  hv_multiply_add(a, a_stride, b, c, c_stride, rows, depth, columns);
}
