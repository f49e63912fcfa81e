import { describe } from '@jest/globals';
import { aTaskDefinition } from '../a-service.ts';
import { badDropIn, badStack } from '../bad-input.ts';

describe('an input with a stack', () => {
  badStack(
    ...(
      [
        ['task-definition', 'task-definition.json'],
        ['service', 'amply-api'],
        ['cluster', 'amply-prod'],
        ['desired-count', '2'],
        ['enable-ecs-managed-tags', 'true'],
        ['propagate-tags', 'SERVICE'],
        ['service-managed-ebs-volume-name', 'data'],
        ['service-managed-ebs-volume', '{}'],
      ] as const
    ).map(([name, value]) => ({
      what: `${name}, which the files say`,
      with: { [name]: value },
      errors: [{ rule: 'inputs/combination', message: `The inputs \`stack\` and \`${name}\` exclude each other` }],
    })),
    {
      what: 'several wrong ones are told at once',
      with: { 'dry-run': 'yes', 'wait-for-minutes': 'soon', 'log-lines': 'all' },
      errors: [
        { rule: 'inputs/boolean', message: 'The input `dry-run` is "yes"; it takes `true` or `false`.' },
        {
          rule: 'inputs/number',
          message: 'The input `wait-for-minutes` is "soon"; it takes a number of minutes, 0 or more.',
        },
        { rule: 'inputs/number', message: 'The input `log-lines` is "all"; it takes a whole number from 0 to 1000.' },
      ],
    },
    {
      what: 'services that the stack does not have',
      with: { services: 'api, wroker' },
      errors: [
        {
          rule: 'inputs/unknown-service',
          message: 'The stack amply has no service `wroker`.\nDid you mean worker?',
        },
      ],
    },
    {
      what: 'an environment that stack.yml does not have',
      with: { environment: 'stagging' },
      errors: [
        {
          rule: 'stack/unknown-environment',
          message: 'stack.yml has no environment `stagging`.\nDid you mean staging?',
          at: 'deploy/stack.yml:39:1',
        },
      ],
    },
    {
      what: 'a line of variables without `=`',
      with: { variables: 'A=1\nB' },
      errors: [{ rule: 'files/variables-line', message: 'Line 2 of the input `variables` has no `=`.' }],
    },
    {
      what: 'a variable whose name can be none',
      with: { variables: '1A=1' },
      errors: [{ rule: 'files/variables-line', message: 'has no name that a variable can have before its `=`' }],
    },
    {
      what: 'task-definitions that are no JSON',
      with: { 'task-definitions': '{"api": "api.json"' },
      errors: [{ rule: 'inputs/json', message: 'The input `task-definitions` is not valid JSON.' }],
    },
    {
      what: 'task-definitions that are a list',
      with: { 'task-definitions': '["api.json"]' },
      errors: [{ rule: 'inputs/json', message: 'The input `task-definitions` is JSON, but no object.' }],
    },
    {
      what: 'task-definitions that lack a service',
      with: { services: 'api,worker', 'task-definitions': '{"api": "rendered.json"}' },
      files: { 'rendered.json': aTaskDefinition() },
      errors: [
        {
          rule: 'inputs/task-definitions',
          message: 'The input `task-definitions` has no path for the service worker.',
        },
      ],
    },
    {
      what: 'a task definition of theirs that does not exist',
      with: { services: 'api', 'task-definitions': '{"api": "deploy/api/rendered.json"}' },
      errors: [{ rule: 'files/missing', message: 'deploy/api/rendered.json does not exist.' }],
    },
    {
      what: 'a stack that is several lines',
      with: { stack: 'deploy/stack.yml\nother/stack.yml' },
      errors: [{ rule: 'inputs/path', message: 'The input `stack` is several lines, not one path.' }],
    },
  );
});

describe('an input without a stack', () => {
  badDropIn(
    {
      what: 'neither stack nor task-definition',
      with: { 'task-definition': '', service: '' },
      errors: [{ rule: 'inputs/required', message: 'Neither `stack` nor `task-definition` is given.' }],
    },
    {
      what: 'a service alone',
      with: { 'task-definition': '' },
      errors: [{ rule: 'inputs/required', message: 'Neither `stack` nor `task-definition` is given.' }],
    },
    ...(['environment', 'services', 'variables', 'task-definitions'] as const).map((name) => ({
      what: `${name}, which only a stack has`,
      with: { [name]: name === 'task-definitions' ? '{}' : name === 'variables' ? 'A=1' : 'api' },
      errors: [{ rule: 'inputs/combination', message: `The input \`${name}\` needs a stack.` }],
    })),
    {
      what: 'an EBS volume without its name',
      with: { 'service-managed-ebs-volume': '{}' },
      errors: [{ rule: 'inputs/combination', message: '`service-managed-ebs-volume-name` need each other' }],
    },
    {
      what: 'the name of an EBS volume without the volume',
      with: { 'service-managed-ebs-volume-name': 'data' },
      errors: [{ rule: 'inputs/combination', message: '`service-managed-ebs-volume-name` need each other' }],
    },
    {
      what: 'an EBS volume that is no JSON',
      with: { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '{sizeInGiB: 10}' },
      errors: [{ rule: 'inputs/json', message: 'The input `service-managed-ebs-volume` is not valid JSON.' }],
    },
    {
      what: 'an EBS volume that is a number',
      with: { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': '10' },
      errors: [{ rule: 'inputs/json', message: 'The input `service-managed-ebs-volume` is JSON, but no object.' }],
    },
    ...(
      [
        ['desired-count', '-1', 'a whole number, 0 or more'],
        ['desired-count', 'two', 'a whole number, 0 or more'],
        ['desired-count', '1.5', 'a whole number, 0 or more'],
        ['wait-for-minutes', '-5', 'a number of minutes, 0 or more'],
        ['wait-for-minutes', '30m', 'a number of minutes, 0 or more'],
        ['log-lines', '1001', 'a whole number from 0 to 1000'],
        ['max-retries', 'many', 'a whole number, 0 or more'],
        ['wait-max-delay-seconds', '-1', 'a whole number, 0 or more'],
      ] as const
    ).map(([name, value, takes]) => ({
      what: `${name}: ${value}`,
      with: { [name]: value },
      errors: [{ rule: 'inputs/number', message: `The input \`${name}\` is "${value}"; it takes ${takes}.` }],
    })),
    ...(['force-new-deployment', 'wait-for-service-stability', 'enable-ecs-managed-tags', 'dry-run'] as const).map(
      (name) => ({
        what: `${name}: on`,
        with: { [name]: 'on' },
        errors: [{ rule: 'inputs/boolean', message: `The input \`${name}\` is "on"; it takes \`true\` or \`false\`.` }],
      }),
    ),
    ...(
      [
        ['fail-fast-after', '-1', 'a whole number from 0 to 100'],
        ['max-parallel', '0', 'a whole number, 1 or more'],
      ] as const
    ).map(([name, value, takes]) => ({
      what: `${name}: ${value}`,
      with: { [name]: value },
      errors: [{ rule: 'inputs/number', message: `The input \`${name}\` is "${value}"; it takes ${takes}.` }],
    })),
    ...(
      [
        ['on-failure', 'rolback', '`rollback` or `leave`.\nDid you mean `rollback`?'],
        ['on-timeout', 'fail', '`leave` or `rollback`.'],
        ['on-cancel', 'stop', '`leave` or `rollback`.'],
        ['on-conflict', 'abort', '`wait`, `fail` or `replace`.'],
      ] as const
    ).map(([name, value, takes]) => ({
      what: `${name}: ${value}`,
      with: { [name]: value },
      errors: [{ rule: 'inputs/unknown-value', message: `The input \`${name}\` is "${value}"; it takes ${takes}` }],
    })),
    {
      what: 'rollback-to beside a task definition',
      with: { 'rollback-to': 'previous' },
      errors: [{ rule: 'inputs/combination', message: '`rollback-to` and `task-definition` exclude each other' }],
    },
    {
      what: 'rollback-to beside what it leaves alone',
      with: { 'rollback-to': 'previous', 'task-definition': '', 'desired-count': '3' },
      errors: [{ rule: 'inputs/combination', message: '`rollback-to` and `desired-count` exclude each other' }],
    },
    {
      what: 'rollback-to without a service',
      with: { 'rollback-to': 'previous', 'task-definition': '', service: '' },
      errors: [{ rule: 'inputs/combination', message: 'The input `rollback-to` needs a service or a stack.' }],
    },
    {
      what: 'propagate-tags: service',
      with: { 'propagate-tags': 'service' },
      errors: [
        {
          rule: 'inputs/unknown-value',
          message: 'is "service"; it takes `SERVICE`, `TASK_DEFINITION` or `NONE`.\nDid you mean `SERVICE`?',
        },
      ],
    },
  );
});

describe('an input whose feature is not there yet', () => {
  badDropIn(
    ...(
      [
        ['codedeploy-appspec', 'appspec.yml', 'deploying through CodeDeploy'],
        ['codedeploy-application', 'AppECS', 'deploying through CodeDeploy'],
        ['codedeploy-deployment-group', 'DgpECS', 'deploying through CodeDeploy'],
        ['codedeploy-deployment-description', 'now', 'deploying through CodeDeploy'],
        ['codedeploy-deployment-config', 'CodeDeployDefault.ECSAllAtOnce', 'deploying through CodeDeploy'],
        ['run-task', 'true', 'running a one-off task'],
        ['run-task-container-overrides', '[{"name":"app"}]', 'running a one-off task'],
        ['run-task-security-groups', 'sg-1', 'running a one-off task'],
        ['run-task-subnets', 'subnet-1', 'running a one-off task'],
        ['run-task-assign-public-IP', 'ENABLED', 'running a one-off task'],
        ['run-task-capacity-provider-strategy', '[{}]', 'running a one-off task'],
        ['run-task-launch-type', 'EC2', 'running a one-off task'],
        ['run-task-started-by', 'me', 'running a one-off task'],
        ['run-task-tags', '[{"key":"a"}]', 'running a one-off task'],
        ['run-task-managed-ebs-volume-name', 'data', 'running a one-off task'],
        ['run-task-managed-ebs-volume', '{}', 'running a one-off task'],
        ['wait-for-task-stopped', 'true', 'running a one-off task'],
      ] as const
    ).map(([name, value, feature]) => ({
      what: name,
      with: { [name]: value },
      errors: [
        { rule: 'inputs/not-available', message: `The input \`${name}\` is set, but ${feature} is not available yet.` },
      ],
    })),
  );
});
