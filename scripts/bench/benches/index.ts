import type { Bench } from '../bench.ts';
import { bundleSize } from './bundle-size.ts';
import { detectionLag } from './detection-lag.ts';
import { doomedDeploy } from './doomed-deploy.ts';
import { firstCall } from './first-call.ts';
import { hundredConfigs } from './hundred-configs.ts';
import { image } from './image.ts';
import { gapSeconds } from './gap-seconds.ts';
import { noOp } from './no-op.ts';
import { reader } from './reader.ts';
import { requestRate } from './request-rate.ts';
import { twoBeats } from './two-beats.ts';

/** All benches, in the order in which they are shown. */
export const benches: readonly Bench[] = [
  bundleSize,
  firstCall,
  noOp,
  detectionLag,
  doomedDeploy,
  reader,
  requestRate,
  hundredConfigs,
  gapSeconds,
  twoBeats,
  image,
];
