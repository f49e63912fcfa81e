import type { Deployer, DeployerName } from '../deployer.ts';
import { ROLLING } from './rolling/index.ts';

/** The deployers that are built. */
export const DEPLOYERS: Readonly<Record<DeployerName, Deployer>> = { rolling: ROLLING };
