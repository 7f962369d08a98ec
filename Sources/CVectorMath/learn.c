#include "vector_math.h"

// Sixteen numbers side by side on every machine, so that sums are added up in the same order on all of them.
typedef float lane __attribute__((vector_size(64), aligned(4)));

// Nothing is fused, for the same reason.
#pragma clang fp contract(off)

#define DOT                                                                                                            \
  lane sum = {0};                                                                                                      \
  size_t i = 0;                                                                                                        \
  for (; i + 16 <= count; i += 16) sum += *(const lane *)(a + i) * *(const lane *)(b + i);                             \
  float total = 0;                                                                                                     \
  for (int slot = 0; slot < 16; slot++) total += sum[slot];                                                            \
  for (; i < count; i++) total += a[i] * b[i];                                                                         \
  return total

#define STEP                                                                                                           \
  for (size_t i = 0; i < count; i++) {                                                                                 \
    float gradient = error * x[i];                                                                                     \
    squares[i] += gradient * gradient;                                                                                 \
    weights[i] -= rate * gradient / __builtin_sqrtf(squares[i]);                                                       \
  }

#define STEP_PARAMETERS                                                                                                \
  float *restrict weights, float *restrict squares, const float *restrict x, float error, float rate, size_t count

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static float dot_512(const float *a, const float *b, size_t count) { DOT; }
__attribute__((target("avx2"))) static float dot_256(const float *a, const float *b, size_t count) { DOT; }
__attribute__((target("avx512f"))) static void step_512(STEP_PARAMETERS) { STEP }
__attribute__((target("avx2"))) static void step_256(STEP_PARAMETERS) { STEP }
#endif
static float dot_any(const float *a, const float *b, size_t count) { DOT; }
static void step_any(STEP_PARAMETERS) { STEP }

float hv_dot(const float *a, const float *b, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return dot_512(a, b, count);
  if (__builtin_cpu_supports("avx2")) return dot_256(a, b, count);
#endif
  return dot_any(a, b, count);
}

void hv_adagrad(STEP_PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    step_512(weights, squares, x, error, rate, count);
    return;
  }
  if (__builtin_cpu_supports("avx2")) {
    step_256(weights, squares, x, error, rate, count);
    return;
  }
#endif
  step_any(weights, squares, x, error, rate, count);
}
