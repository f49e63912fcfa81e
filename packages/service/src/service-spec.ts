import type { Document, Json } from '@fargate-actions/documents';
import type { Address, Ref } from '@fargate-actions/engine';
import type { KnownGuards, ServiceGuards } from './service-guards.ts';
import type { RolloutSettings } from './rollout/settings.ts';
import type { VpcName } from './service-names.ts';

/** A container and the image that it runs. */
export interface ContainerImage {
  readonly container: string;
  readonly image: string;
}

/** The service that is wanted. */
export interface ServiceSpec {
  readonly name: string;
  readonly cluster: string;
  /** The service's fields in the API's shape, cleaned; without taskDefinition, serviceName and cluster. */
  readonly document: Document;
  /** An ARN, or the output of the resource that registers it. */
  readonly taskDefinition: string | Ref;
  /** Renders the task definition that is deployed; absent where no file has it. */
  readonly render?: (() => Promise<Document>) | undefined;
  /** The repositories whose images this deploy is about; absent: all that are in the account's ECR. */
  readonly repositories?: readonly string[] | undefined;
  /** Addresses of what must be done before. */
  readonly after: readonly Address[];
  /** The VPC in which names are looked up when there is no target group. */
  readonly vpc?: VpcName | undefined;
  /** Whether the count of the file is to be sent to an existing service, as far as nothing scales it. */
  readonly countPolicy: 'from the file unless scaled' | 'as given' | 'left alone';
  /** Whether a missing service is created; without a stack it is an error. */
  readonly createWhenMissing: boolean;
  readonly forceNewDeployment: boolean;
  /** What to do while somebody else's deployment of the service is under way. */
  readonly onConflict: 'wait' | 'fail' | 'replace';
  /** All that it is tagged with when it is deployed. */
  readonly tags: Readonly<Record<string, string>>;
  /** Those among them that its file gives: the service is to have them, whether or not it is deployed. */
  readonly ownTags?: Readonly<Record<string, string>>;
  /** The alarms that guard its deployments beside those that its file names; absent: none is known. */
  readonly guards?: ServiceGuards | undefined;
  /** Absent: the run does not wait for the deployment. */
  readonly rollout?: RolloutSettings | undefined;
}

/** The service that is wanted, its names looked up. */
export interface ServiceWanted extends Omit<ServiceSpec, 'render' | 'guards'> {
  /** The task definition that is deployed, as far as a file has it: what the service names of it must be there. */
  readonly definition?: Json | undefined;
  /** The task definition's images, by container, as they are deployed. */
  readonly images: readonly ContainerImage[];
  /** Names of alarms that are known not to guard its deployments: they leave those that do, unless its file has them. */
  readonly formerGuards?: readonly string[] | undefined;
  /** Alarms that are known to exist, and those of them that are in ALARM. */
  readonly knownGuards?: KnownGuards | undefined;
}

/** The address of a service in a plan. */
export function serviceAddress(name: string): Address {
  return { kind: 'service', name };
}
