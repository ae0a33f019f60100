/**
 * The node's clock, carried on by the browser's monotonic clock, so that a wrong or stepped browser clock does no
 * harm.
 */

const JUMP_MS = 1000;
const SMOOTHING = 0.1;

/** The node’s time, from its own statements of it. */
export class ServerClock {
    /** @param {() => number} monotonicMs milliseconds since any fixed moment, never set back */
    constructor(monotonicMs = () => performance.now()) {
        this.monotonicMs = monotonicMs;
        this.offsetMs = null;
    }

    /** Take in the node's time. Small differences are network delay and are smoothed, large ones are steps. */
    synchronise(isoUTC) {
        const candidate = Date.parse(isoUTC) - this.monotonicMs();
        if (!Number.isFinite(candidate)) return;
        const known = this.offsetMs !== null && Math.abs(candidate - this.offsetMs) < JUMP_MS;
        this.offsetMs = known ? this.offsetMs + SMOOTHING * (candidate - this.offsetMs) : candidate;
    }

    /** The present, Unix milliseconds (UTC). */
    nowMs() {
        return this.offsetMs === null ? Date.now() : this.monotonicMs() + this.offsetMs;
    }
}

/** Call `tick` just after each full second of `clock`. */
export function everySecond(clock, tick) {
    const next = () => {
        tick();
        setTimeout(next, 1005 - (Math.floor(clock.nowMs()) % 1000));
    };
    next();
}
