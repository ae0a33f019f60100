// What the orbit kernels of every instruction set share: their constants, laid out once, and the way of results to memory.
// Radians, minutes and Earth radii throughout.
#ifndef ORBIT_KERNEL_SUPPORT_H
#define ORBIT_KERNEL_SUPPORT_H

/// Coefficients of one object's mean motion, short periodics and gravity model.
typedef struct {
    double eccentricity, perigee, node, anomaly, inclination, meanMotion, axis;
    double anomalyRate, perigeeRate, nodeRate, nodeDrag;
    double axisDrag1, axisDrag2, axisDrag3, axisDrag4;
    double eccentricityDrag, eccentricityPeriodic;
    double longitudeDrag2, longitudeDrag3, longitudeDrag4, longitudeDrag5;
    double eta, perigeeShift, anomalyShift, anomalyAtEpoch, sinAnomalyAtEpoch;
    double sinInclination, cosInclination, longitudeTerm, eccentricityTerm;
    double j3OverJ2, halfJ2, radiusKm, kmPerSecond;
} OrbitKernelElements;

/// Long-period terms of the Sun or the Moon.
typedef struct {
    double rate, twiceEccentricity, anomaly;
    double e2, e3, i2, i3, l2, l3, l4, g2, g3, g4, h2, h3;
} OrbitKernelBody;

/// What deep space adds for one object.
typedef struct {
    double eccentricityRate, inclinationRate, anomalyRate, perigeeRate, nodeRate;
    double siderealAngle, siderealRate;
    /// Added to a node below zero before Lyddane's change: a turn in the Air Force's variant, else 0.
    double nodeWrap;
    /// 0 none, 1 synchronous, 2 half-day.
    int resonance;
    OrbitKernelBody sun, moon;
} OrbitKernelDeepSpace;

/// The times of one block, minutes; `offset` is added to each for the object at hand.
typedef struct {
    const double *minutes;
    /// How many; a multiple of 8.
    long count;
    double earliest, latest, offset;
    /// The even grid that the times stand on: first + k step, within 2e-11 minutes; the step is not a number where they
    /// are uneven.
    double first, step;
} OrbitKernelTimes;

/// Where a block's rows go in a table: six columns, `stride` doubles apart.
typedef struct {
    double *first;
    long stride, count;
    /// Whether the table is far larger than the caches, which are then better left alone: to be followed by
    /// `orbitKernelStreamEnd` on the same thread before another one reads.
    int isLarge;
} OrbitKernelRows;

/// One object's states at evenly spaced times, km and km/s.
typedef struct {
    const double *x, *y, *z, *xRate, *yRate, *zRate;
    long count;
} OrbitKernelMotion;

/// Copies a block's rows `from`..<`end` of six columns `stride` doubles apart to the table, whole cache lines only:
/// what is left of the last one follows with the rows after it. Rows past the count are left out.
void orbitKernelDeliver(const OrbitKernelRows *rows, const double *block, long stride, long from, long end);
void orbitKernelStreamEnd(void);

#endif
