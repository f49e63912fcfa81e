/**
 * Lets `instanceof Error` be true of Node's own errors.
 *
 * Jest runs tests in a realm of their own, in which a broken connection's error is of another `Error`; the SDK, taking
 * it for none, would wrap it beyond recognition. Outside of tests there is only one.
 */
export function acceptNodesErrors(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return this === Error && Object.prototype.toString.call(value) === '[object Error]'
        ? true
        : Function.prototype[Symbol.hasInstance].call(this as () => void, value);
    },
  });
}
