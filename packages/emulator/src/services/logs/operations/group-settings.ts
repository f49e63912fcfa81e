import type {
  AssociateKmsKeyRequest,
  DeleteRetentionPolicyRequest,
  DisassociateKmsKeyRequest,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { LogGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { addressedGroup, logGroup } from './groups.ts';
import { INVALID } from './invalid.ts';
import { kmsKey } from './kms-key.ts';

/** How long a log group keeps what it has, and with which key it is encrypted. */
export const groupSettingOperations: OperationTable = {
  'logs:AssociateKmsKey': associateKmsKey,
  'logs:DeleteRetentionPolicy': deleteRetentionPolicy,
  'logs:DisassociateKmsKey': disassociateKmsKey,
  'logs:PutRetentionPolicy': putRetentionPolicy,
};

// Source: the API reference of PutRetentionPolicy.
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function putRetentionPolicy(world: World, input: PutRetentionPolicyRequest): object {
  const days = required(input.retentionInDays, 'retentionInDays', INVALID);
  if (!RETENTIONS.includes(days)) {
    throw new Fault(
      INVALID,
      `1 validation error detected: Value '${String(days)}' at 'retentionInDays' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
    );
  }
  logGroup(world, input.logGroupName).retentionInDays = days;
  return {};
}

function deleteRetentionPolicy(world: World, input: DeleteRetentionPolicyRequest): object {
  delete logGroup(world, input.logGroupName).retentionInDays;
  return {};
}

function associateKmsKey(world: World, input: AssociateKmsKeyRequest): object {
  const kmsKeyId = kmsKey(world, required(input.kmsKeyId, 'kmsKeyId', INVALID));
  encryptedGroup(world, input).kmsKeyId = kmsKeyId;
  return {};
}

function disassociateKmsKey(world: World, input: DisassociateKmsKeyRequest): object {
  delete encryptedGroup(world, input).kmsKeyId;
  return {};
}

/** By its name, or by an ARN, which could be of more than groups. */
function encryptedGroup(world: World, { logGroupName, resourceIdentifier }: DisassociateKmsKeyRequest): LogGroup {
  if (resourceIdentifier === undefined) return logGroup(world, logGroupName);
  if (logGroupName !== undefined)
    throw new Fault(INVALID, 'Only one of logGroupName and resourceIdentifier can be specified.');
  if (!resourceIdentifier.startsWith('arn:'))
    throw new Fault(INVALID, `Value '${resourceIdentifier}' at 'resourceIdentifier' is no ARN.`);
  return addressedGroup(world, { logGroupIdentifier: resourceIdentifier });
}
