#include "vector_math.h"

typedef float lane __attribute__((vector_size(64), aligned(4)));

#define PARAMETERS                                                                                                     \
  const float *bias, const float *const *shares, size_t count, const float *input, float *out, size_t width

#define BODY                                                                                                           \
  for (size_t i = 0; i < width; i += 16) {                                                                             \
    lane sum = *(const lane *)(bias + i);                                                                              \
    for (size_t share = 0; share < count; share++) sum += *(const lane *)(shares[share] + i);                          \
    *(lane *)(out + i) = __builtin_elementwise_max(sum, (lane){0}) + *(const lane *)(input + i);                       \
  }

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void add_shares_512(PARAMETERS) { BODY }
__attribute__((target("avx2"))) static void add_shares_256(PARAMETERS) { BODY }
#endif
static void add_shares_any(PARAMETERS) { BODY }

void hv_add_shares(PARAMETERS) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    add_shares_512(bias, shares, count, input, out, width);
    return;
  }
  if (__builtin_cpu_supports("avx2")) {
    add_shares_256(bias, shares, count, input, out, width);
    return;
  }
#endif
  add_shares_any(bias, shares, count, input, out, width);
}
