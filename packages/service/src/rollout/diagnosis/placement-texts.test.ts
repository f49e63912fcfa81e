import { describe } from '@jest/globals';
import { explains } from '../../../test/diagnosis/explains.ts';

describe('a task without a place', () => {
  explains([
    {
      name: 'a subnet without addresses',
      stopped:
        "Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a1b2c3d': InsufficientFreeAddressesInSubnet",
      kind: 'subnet-full',
      summary: 'no free address for a task in subnet-0a1b2c3d',
      hint: /Add subnets/,
    },
    {
      name: 'no network interface left',
      stopped: 'RESOURCE:ENI',
      kind: 'subnet-full',
      summary: 'no free address for a task',
      hint: /Add subnets/,
    },
    {
      name: 'a quota',
      stopped: "You've reached the limit on the number of vCPUs you can run concurrently",
      kind: 'limit-reached',
      summary: 'the account may not run more vCPUs at once',
      hint: /Service Quotas/,
    },
    {
      name: 'no capacity',
      stopped: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      kind: 'no-capacity',
      summary: 'AWS has no capacity for the tasks',
      hint: /goes on trying/,
    },
    {
      name: 'no capacity, with provider and zone',
      stopped: 'Insufficient capacity for FARGATE_SPOT in eu-central-1a',
      kind: 'no-capacity',
      summary: 'AWS has no capacity for the tasks (FARGATE_SPOT, eu-central-1a)',
      hint: /goes on trying/,
    },
  ]);
});
