import type { StrayAnswerKind } from './world/scenario.ts';

/** An error answer of AWS: its code, its text, and the HTTP status it comes with. */
export class Fault extends Error {
  readonly httpStatus: number;
  /** Further members of the error, as the service's model has them. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, httpStatus = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.httpStatus = httpStatus;
    this.members = members;
    // As the SDK hangs them on its errors.
    Object.assign(this, members);
  }

  /** What the SDK hangs on every error, so that callers can't tell this one from the SDK's. */
  get $metadata(): { readonly httpStatusCode: number } {
    return { httpStatusCode: this.httpStatus };
  }

  get $fault(): 'client' | 'server' {
    return this.httpStatus >= 500 ? 'server' : 'client';
  }
}

/** The connection broke: before the call took effect, or after it, so that only its answer was lost. */
export class ConnectionLost extends Error {
  readonly tookEffect: boolean;

  constructor(tookEffect: boolean) {
    super('socket hang up');
    this.name = 'ConnectionLost';
    this.tookEffect = tookEffect;
  }
}

/** An answer that is late: it is worked out when its time has come, whoever still waits for it. */
export class Delayed extends Error {
  readonly seconds: number;
  readonly answer: () => unknown;

  constructor(seconds: number, answer: () => unknown) {
    super(`The answer comes ${String(seconds)} s later.`);
    this.name = 'Delayed';
    this.seconds = seconds;
    this.answer = answer;
  }
}

/** Something else than AWS's answer, or nothing: before the call took effect, or after it. */
export class StrayAnswer extends Error {
  readonly kind: StrayAnswerKind;
  readonly httpStatus: number;
  readonly tookEffect: boolean;
  /** What AWS would have answered. */
  readonly output: unknown;

  constructor(kind: StrayAnswerKind, httpStatus: number, done?: { readonly output: unknown }) {
    super(`The answer is not AWS's: ${kind}.`);
    this.name = 'StrayAnswer';
    this.kind = kind;
    this.httpStatus = httpStatus;
    this.tookEffect = done !== undefined;
    this.output = done?.output;
  }
}
