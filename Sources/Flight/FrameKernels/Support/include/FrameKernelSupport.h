// What the frame kernels of every instruction set share: their constants, laid out once, and the question which set
// this processor has. Kilometres, radians, seconds and nanoseconds of TAI.
#ifndef FRAME_KERNEL_SUPPORT_H
#define FRAME_KERNEL_SUPPORT_H

#include <stdint.h>

/// How the Earth stands over some hours: polynomials in seconds since `originNanoseconds`, rising powers.
typedef struct {
    int64_t originNanoseconds;
    /// Celestial pole X and Y; of no use from TEME.
    double x[4], y[4];
    /// The turn about the pole.
    double turnRad[2];
    double xPoleRad[2], yPoleRad[2];
} FrameKernelSegment;

/// Positions within one segment: triples of coordinates, an instant each, and where the results go.
typedef struct {
    /// At most 2^51 from the segment's origin.
    const int64_t *nanoseconds;
    const double *from;
    double *to;
    long count;
} FrameKernelRun;

/// The instruction set that this processor and its operating system carry: 0 plain, 1 AVX2 with FMA, 2 AVX-512.
int frameKernelLevel(void);

#endif
