import type { InputOf, OutputOf } from '@fargate-actions/aws';

/** What RegisterTaskDefinition takes. */
export type TaskDefinitionRequest = InputOf<'ecs:RegisterTaskDefinition'>;
export type ContainerRequest = Item<TaskDefinitionRequest['containerDefinitions']>;
export type VolumeRequest = Item<TaskDefinitionRequest['volumes']>;

/** What DescribeTaskDefinition answers. */
export type DescribedTaskDefinition = NonNullable<OutputOf<'ecs:DescribeTaskDefinition'>['taskDefinition']>;

/** The type of a list's items. */
export type Item<List> = NonNullable<List> extends readonly (infer One)[] ? One : never;
