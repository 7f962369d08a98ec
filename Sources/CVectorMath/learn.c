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

#define ROWS_PARAMETERS const int *restrict rows, const float *restrict values, size_t count
#define SUM_PARAMETERS ROWS_PARAMETERS, const float *restrict weights, size_t width, float *restrict sums
#define ROW_STEP_PARAMETERS                                                                                            \
  ROWS_PARAMETERS, float *restrict weights, float *restrict squares, size_t width, const float *restrict errors,       \
      float rate

#define SUM(WIDTH)                                                                                                     \
  do {                                                                                                                 \
    for (size_t i = 0; i < count; i++) {                                                                               \
      const float *row = weights + (size_t)rows[i] * (WIDTH);                                                          \
      for (size_t label = 0; label < (WIDTH); label++) sums[label] += values[i] * row[label];                          \
    }                                                                                                                  \
  } while (0)

#define ROW_STEP(WIDTH)                                                                                                \
  do {                                                                                                                 \
    for (size_t i = 0; i < count; i++) {                                                                               \
      float *row = weights + (size_t)rows[i] * (WIDTH), *moved = squares + (size_t)rows[i] * (WIDTH);                  \
      for (size_t label = 0; label < (WIDTH); label++) {                                                               \
        float gradient = errors[label] * values[i];                                                                    \
        moved[label] += gradient * gradient;                                                                           \
        row[label] -= rate * gradient / __builtin_sqrtf(moved[label]);                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  } while (0)

// There are few labels, so a loop over them pays only where the compiler knows how many. The commonest are here; any
// other number does as well, more slowly.
#define BY_WIDTH(LOOP)                                                                                                 \
  switch (width) {                                                                                                     \
  case 2: LOOP(2); break;                                                                                              \
  case 4: LOOP(4); break;                                                                                              \
  case 5: LOOP(5); break;                                                                                              \
  case 6: LOOP(6); break;                                                                                              \
  case 7: LOOP(7); break;                                                                                              \
  case 9: LOOP(9); break;                                                                                              \
  case 17: LOOP(17); break;                                                                                            \
  case 20: LOOP(20); break;                                                                                            \
  default: LOOP(width);                                                                                                \
  }

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512vl"))) static void sum_512(SUM_PARAMETERS) { BY_WIDTH(SUM) }
__attribute__((target("avx2"))) static void sum_256(SUM_PARAMETERS) { BY_WIDTH(SUM) }
__attribute__((target("avx512f,avx512vl"))) static void row_step_512(ROW_STEP_PARAMETERS) { BY_WIDTH(ROW_STEP) }
__attribute__((target("avx2"))) static void row_step_256(ROW_STEP_PARAMETERS) { BY_WIDTH(ROW_STEP) }
#endif
static void sum_any(SUM_PARAMETERS) { BY_WIDTH(SUM) }
static void row_step_any(ROW_STEP_PARAMETERS) { BY_WIDTH(ROW_STEP) }

void hv_add_rows(SUM_PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl")) {
    sum_512(rows, values, count, weights, width, sums);
    return;
  }
  if (__builtin_cpu_supports("avx2")) {
    sum_256(rows, values, count, weights, width, sums);
    return;
  }
#endif
  sum_any(rows, values, count, weights, width, sums);
}

void hv_adagrad_rows(ROW_STEP_PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl")) {
    row_step_512(rows, values, count, weights, squares, width, errors, rate);
    return;
  }
  if (__builtin_cpu_supports("avx2")) {
    row_step_256(rows, values, count, weights, squares, width, errors, rate);
    return;
  }
#endif
  row_step_any(rows, values, count, weights, squares, width, errors, rate);
}
