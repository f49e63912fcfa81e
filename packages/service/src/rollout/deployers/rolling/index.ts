import type { Deployer } from '../../deployer.ts';
import type { RolloutSeen } from '../../seen.ts';
import { HEARD } from '../../stage.ts';
import { goBack } from './go-back.ts';
import { nextStep } from './next-step.ts';
import { observer } from './observe.ts';

/** ECS replaces the tasks of a service bit by bit: the controller ECS, with the strategy ROLLING. */
export const ROLLING: Deployer = {
  observe: observer,
  next: nextStep,
  goBack: async (begun, before, seen, context) =>
    seen.isRollingBack ? HEARD : goBack(begun, before, stoppable(seen), context),
};

/** The service deployment that can still be stopped. */
function stoppable({ serviceDeployment }: RolloutSeen): string | undefined {
  const isUnderWay = serviceDeployment?.status === 'PENDING' || serviceDeployment?.status === 'IN_PROGRESS';
  return isUnderWay ? serviceDeployment.arn : undefined;
}
