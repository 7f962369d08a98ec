#ifndef HEAROUT_VECTOR_MATH_H
#define HEAROUT_VECTOR_MATH_H

#include <stddef.h>

// c[rows x columns] += a[rows x depth] * b[depth x columns], all row-major and dense in their own strides.
// `columns` must be a multiple of 32. The processor's widest vectors are found at run time.
void hv_multiply_add(const float *a, size_t a_stride, const float *b, float *c, size_t c_stride, size_t rows,
                     size_t depth, size_t columns);

// Weights laid out for processors that multiply numbers of 16 bits, in pairs or whole tiles, made once and used many
// times; NULL on others, and where `depth` is not a multiple of 32 of at most 1280 or `columns` not a multiple of 32. To
// be given back with hv_unpack.
void *hv_pack(const float *b, size_t depth, size_t columns);
void hv_unpack(void *packed);

// hv_multiply_add with weights for which `packed` came from hv_pack, NULL included. With it the numbers that are
// multiplied are rounded to 8 binary digits first, so that results differ in the third digit from one kind of processor to
// another; on one machine they are always the same.
void hv_multiply_add_packed(const float *a, size_t a_stride, const float *b, const void *packed, float *c,
                            size_t c_stride, size_t rows, size_t depth, size_t columns);

// out = what is above 0 of the bias and some shares added up, plus input; `width`, a multiple of 16, numbers each. `out`
// may be `bias`.
void hv_add_shares(const float *bias, const float *const *shares, size_t count, const float *input, float *out,
                   size_t width);

// Memory that was given back stays with this program from now on. Batch after batch wants the same large pieces, and to
// get each of them anew from the system took a fifth of the time.
void hv_keep_memory(void);

// Sum of a[i] * b[i], added up in the same order on every machine.
float hv_dot(const float *a, const float *b, size_t count);

// A step of AdaGrad (Duchi et al. 2011) along `error` times `x`: weights that moved much already move less.
void hv_adagrad(float *weights, float *squares, const float *x, float error, float rate, size_t count);

// sums[label] += value * the row's weight, for each of some rows and its value; a row has `width` weights.
void hv_add_rows(const int *rows, const float *values, size_t count, const float *weights, size_t width, float *sums);

// A step of AdaGrad for each of some rows and its value.
void hv_adagrad_rows(const int *rows, const float *values, size_t count, float *weights, float *squares, size_t width,
                     const float *errors, float rate);

#endif
