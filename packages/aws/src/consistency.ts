/**
 * How old a read of AWS may be.
 *
 * AWS documents no bound, so these are choices of ours: longer than any usual lag, and short enough to wait for. What rests
 * on them is right while reads are no older; a verdict that needs more says that it can't be had.
 * Source: docs/reference/ecs.md, "Consistency".
 */

/** What changed this long ago shows in every read of a service in which nothing else was going on. */
export const SHOWS_WHEN_QUIET_SECONDS = 10;

/** What changed this long ago shows in every read of a service that is being deployed, scaled or created. */
export const SHOWS_SECONDS = 60;

/** A service in which nothing has started for this long is quiet. */
export const QUIET_AFTER_SECONDS = 120;

/** What no read has shown for this long is gone. */
export const GONE_AFTER_SECONDS = 120;
