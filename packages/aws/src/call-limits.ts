/**
 * How long one try of a call may take, from its sending to the last byte of its answer.
 *
 * AWS answers nearly everything within a second or two. A read that takes longer costs nothing to ask again; a write is not
 * sent again, and what became of it is looked up: the longer it is waited for, the surer is what is seen then.
 */
export const ATTEMPT_SECONDS = { read: 15, write: 30 } as const;

/** How long it may take to reach AWS at all. The SDK's own defaults are 1 to 3 s within AWS. */
export const CONNECT_SECONDS = 5;

/** How long a call may take with all its tries and the pauses between them, and with what the SDK does before the first. */
export const CALL_SECONDS = 120;

/**
 * How long a write that is under way is waited for when the run is cancelled: its answer says what goes on from now on.
 *
 * The runner leaves a cancelled run 7.5 s, and the run itself takes less than 5 s of it for its last words.
 */
export const WRITE_GRACE_SECONDS = 2;

/** When the calls of the last words are over, counted from the cancel. */
export const LAST_CALLS_END_SECONDS = 3.5;

/** What each of them gets at least. */
export const LAST_CALL_SECONDS = 1;
