#include "OrbitKernelSupport.h"

#include <stdint.h>
#include <string.h>

typedef double Pair __attribute__((vector_size(16)));

static long streamPairs(double *to, const double *from, long index, long count) {
    for (; index + 2 <= count; index += 2) {
        Pair pair;
        memcpy(&pair, from + index, sizeof pair);
        __builtin_nontemporal_store(pair, (Pair *)(to + index));
    }
    return index;
}

#if defined(__x86_64__)
typedef double Quad __attribute__((vector_size(32)));

__attribute__((target("avx"))) static long streamQuads(double *to, const double *from, long index, long count) {
    for (; index + 4 <= count; index += 4) {
        Quad quad;
        memcpy(&quad, from + index, sizeof quad);
        __builtin_nontemporal_store(quad, (Quad *)(to + index));
    }
    return index;
}
#endif

static void stream(double *to, const double *from, long index, long count) {
    for (; index < count && ((uintptr_t)(to + index) & 31) != 0; index++) { to[index] = from[index]; }
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx")) { index = streamQuads(to, from, index, count); }
#endif
    index = streamPairs(to, from, index, count);
    for (; index < count; index++) { to[index] = from[index]; }
}

// Where the cache line of a row begins, which a line written in two parts would send to memory twice.
static long lineStart(const double *to, long index) {
    long start = index - (long)(((uintptr_t)(to + index) & 63) / sizeof(double));
    return start < 0 ? 0 : start;
}

void orbitKernelDeliver(const OrbitKernelRows *rows, const double *block, long stride, long from, long end) {
    for (int column = 0; column < 6; column++) {
        double *to = rows->first + column * rows->stride;
        const double *results = block + column * stride;
        long start = lineStart(to, from);
        long stop = end < rows->count ? lineStart(to, end) : rows->count;
        if (stop <= start) { continue; }
        if (rows->isLarge) {
            stream(to, results, start, stop);
        } else {
            memcpy(to + start, results + start, (size_t)(stop - start) * sizeof(double));
        }
    }
}

void orbitKernelStreamEnd(void) {
#if defined(__x86_64__)
    __builtin_ia32_sfence();
#endif
}
