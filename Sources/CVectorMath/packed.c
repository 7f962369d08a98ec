#include "vector_math.h"
#include <stdlib.h>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <immintrin.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Newer processors multiply whole tiles at once, in numbers of 16 bits (bfloat16): three digits each, and sums of floats.

enum { SIDE = 16, DEPTH = 32, BLOCK = 2 * SIDE, DEEPEST = 1280 };
enum { READ_AND_WRITE_TILES = 0x1023, TILE_DATA = 18 };

typedef unsigned short half;

static inline half rounded(float value) {
  unsigned bits;
  memcpy(&bits, &value, 4);
  return (half)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static int has_tiles(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
  if (!(d & 1u << 22) || !(d & 1u << 24) || !__builtin_cpu_supports("avx512bf16")) return 0;
  return syscall(SYS_arch_prctl, READ_AND_WRITE_TILES, TILE_DATA) == 0;
}

void *hv_pack(const float *b, size_t depth, size_t columns) {
  if (depth % DEPTH || columns % BLOCK || depth > DEEPEST || !has_tiles()) return NULL;
  half *packed = aligned_alloc(64, depth * columns * sizeof(half));
  if (!packed) return NULL;
  half *next = packed;
  for (size_t j = 0; j < columns; j += SIDE)
    for (size_t k = 0; k < depth; k += 2)
      for (size_t column = j; column < j + SIDE; column++)
        for (size_t row = k; row < k + 2; row++) *next++ = rounded(b[row * columns + column]);
  return packed;
}

#define WITH_TILES __attribute__((target("amx-tile,amx-bf16,avx512f,avx512bf16")))

WITH_TILES static void round_rows(const float *a, size_t a_stride, size_t rows, size_t depth, half *near,
                                  size_t stride) {
  for (size_t r = 0; r < rows; r++)
    for (size_t k = 0; k < depth; k += SIDE)
      _mm256_store_si256((__m256i *)(near + r * stride + k),
                         (__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(a + r * a_stride + k)));
  memset(near + rows * stride, 0, (BLOCK - rows) * stride * sizeof(half));
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
  if (packed) {
    multiply_add_tiles(a, a_stride, packed, c, c_stride, rows, depth, columns);
    return;
  }
#endif
  hv_multiply_add(a, a_stride, b, c, c_stride, rows, depth, columns);
}
