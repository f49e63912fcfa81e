import type { Document, Position } from '@fargate-actions/documents';
import type { StackFile } from './schema.ts';

/** How a service scales. */
export interface ServiceScaling {
  /** Its scaling file. */
  readonly policy: Document;
  /** The limits that stack.yml gives: they go before the file's. */
  readonly minCapacity: number | undefined;
  readonly maxCapacity: number | undefined;
}

/** A service of the stack with its files, read, merged and interpolated. */
export interface StackService {
  /** Its name in stack.yml. */
  readonly key: string;
  /** The ECS service's name. */
  readonly name: string;
  readonly taskDefinition: Document;
  readonly containerFiles: ReadonlyMap<string, Document>;
  readonly service: Document;
  /** Settings of its target group, where stack.yml gives a file for them. */
  readonly targetGroup: Document | undefined;
  readonly isSingleton: boolean;
  /** Absent: it is not scaled, as far as stack.yml says. */
  readonly scaling: ServiceScaling | undefined;
  /** Keys of the services that must be deployed before it. */
  readonly after: readonly string[];
}

/** What watches a stack: the settings of stack.yml, and the files that they name. */
export interface StackMonitoring extends Omit<NonNullable<StackFile['monitoring']>, 'alarms' | 'dashboard'> {
  /** One or more files of alarms; each is a list. */
  readonly alarms: readonly Document[];
  /** Absent: none is wanted. */
  readonly dashboard: 'generated' | Document | undefined;
  /** Where stack.yml has it, or one of its fields. */
  readonly at: (field?: string) => Position | undefined;
}

/** A stack with one environment selected. */
export interface Stack {
  readonly name: string;
  readonly environment: string | undefined;
  readonly isProduction: boolean;
  readonly region: string;
  /** The account that stack.yml states. */
  readonly account: string | undefined;
  readonly vpc: string | undefined;
  readonly cluster: StackFile['cluster'];
  readonly image: StackFile['image'];
  readonly defaults: NonNullable<StackFile['defaults']>;
  readonly services: readonly StackService[];
  /** Absent too where the run did not ask for it: the files of it are not read then. */
  readonly monitoring: StackMonitoring | undefined;
  /** Of the environment: when nothing runs in it. */
  readonly offHours: Document | undefined;
  /** Secrets that production and another environment may have in common. */
  readonly sharedSecrets: readonly string[];
  /** Of the base without an environment: what an environment must not reach into. */
  readonly base: { readonly region: string | undefined; readonly cluster: string };
  /** stack.yml, the environment merged in. */
  readonly document: Document;
}
