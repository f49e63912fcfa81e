/** A service as its clients reach it: the protocol they speak to it, and the SDK package that has its model. */
export type ServiceModel = JsonService | QueryService;

interface Service {
  /** As IAM permissions name it: `elasticloadbalancing`. */
  readonly name: string;
  /** Brings the SDK's client package, whose schemas are AWS's own model; only when the service is first called. */
  readonly load: () => Promise<object>;
}

export interface JsonService extends Service {
  readonly protocol: 'json';
  /** What stands before the operation in `X-Amz-Target`. */
  readonly targetPrefix: string;
  /** It spoke Query before: its errors keep the codes of that, in a header beside the model's names. */
  readonly isQueryCompatible?: true;
}

export interface QueryService extends Service {
  readonly protocol: 'query' | 'ec2';
  /** The `Version` parameter of its requests; no two services share one. */
  readonly apiVersion: string;
  readonly xmlNamespace: string;
}

/**
 * The services that the emulator answers for. One more service is one more entry.
 *
 * Source: reference/ecs-facts.md, "Wire protocols of the SDK clients", and what boto3 1.44 and the JS SDK 3.1164 were
 * seen to send.
 */
const serviceModels: readonly ServiceModel[] = [
  {
    name: 'ecs',
    protocol: 'json',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    load: () => import('@aws-sdk/client-ecs'),
  },
  {
    name: 'ecr',
    protocol: 'json',
    targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
    load: () => import('@aws-sdk/client-ecr'),
  },
  {
    name: 'application-autoscaling',
    protocol: 'json',
    targetPrefix: 'AnyScaleFrontendService',
    load: () => import('@aws-sdk/client-application-auto-scaling'),
  },
  {
    name: 'logs',
    protocol: 'json',
    targetPrefix: 'Logs_20140328',
    load: () => import('@aws-sdk/client-cloudwatch-logs'),
  },
  {
    name: 'cloudwatch',
    protocol: 'json',
    targetPrefix: 'GraniteServiceVersion20100801',
    isQueryCompatible: true,
    load: () => import('@aws-sdk/client-cloudwatch'),
  },
  {
    name: 'events',
    protocol: 'json',
    targetPrefix: 'AWSEvents',
    load: () => import('@aws-sdk/client-eventbridge'),
  },
  {
    name: 'tag',
    protocol: 'json',
    targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
    load: () => import('@aws-sdk/client-resource-groups-tagging-api'),
  },
  { name: 'ssm', protocol: 'json', targetPrefix: 'AmazonSSM', load: () => import('@aws-sdk/client-ssm') },
  {
    name: 'secretsmanager',
    protocol: 'json',
    targetPrefix: 'secretsmanager',
    load: () => import('@aws-sdk/client-secrets-manager'),
  },
  {
    name: 'elasticloadbalancing',
    protocol: 'query',
    apiVersion: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  },
  {
    name: 'sts',
    protocol: 'query',
    apiVersion: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    load: () => import('@aws-sdk/client-sts'),
  },
  {
    name: 'iam',
    protocol: 'query',
    apiVersion: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    load: () => import('@aws-sdk/client-iam'),
  },
  {
    name: 'sns',
    protocol: 'query',
    apiVersion: '2010-03-31',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    load: () => import('@aws-sdk/client-sns'),
  },
  {
    name: 'ec2',
    protocol: 'ec2',
    apiVersion: '2016-11-15',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    load: () => import('@aws-sdk/client-ec2'),
  },
];

/** The service that a target's prefix names. */
export function serviceOfTarget(prefix: string): JsonService | undefined {
  return serviceModels.find(
    (service): service is JsonService => service.protocol === 'json' && service.targetPrefix === prefix,
  );
}

/** The service whose query API has the version. */
export function serviceOfVersion(apiVersion: string): QueryService | undefined {
  return serviceModels.find(
    (service): service is QueryService => service.protocol !== 'json' && service.apiVersion === apiVersion,
  );
}
