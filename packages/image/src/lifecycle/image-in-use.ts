/** An image that a service needs, and why. */
export interface ImageInUse {
  readonly digest: string;
  readonly service: string;
  /** A task runs it; the service's task definition names it; or the one before does, to which a rollback goes. */
  readonly by: 'task' | 'task definition' | 'previous task definition';
}
