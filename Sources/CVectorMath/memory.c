#include "vector_math.h"
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>

enum { LARGEST_KEPT = 32 << 20, KEPT_IN_ALL = 512 << 20 };

void hv_keep_memory(void) {
  mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT);
  mallopt(M_TRIM_THRESHOLD, KEPT_IN_ALL);
}
#else
void hv_keep_memory(void) {}
#endif
