import { describe, expect, test } from '@jest/globals';
import { predictive, stepScaling, wrongIn } from '../../test/files.ts';

const PAIR =
  'metricSpecifications: [{ targetValue: 70, predefinedMetricPairSpecification: { predefinedMetricType: ECSServiceCPUUtilization } }]';

describe('step scaling', () => {
  test.each([
    {
      name: 'steps without a type',
      text: stepScaling('stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }]'),
      found: ['error scaling/adjustment-type 4:5'],
    },
    { name: 'no steps', text: stepScaling('adjustmentType: ChangeInCapacity'), found: ['error scaling/steps 4:5'] },
    {
      name: 'a step without an adjustment',
      text: stepScaling('adjustmentType: ChangeInCapacity', 'stepAdjustments: [{ metricIntervalLowerBound: 0 }]'),
      found: ['error scaling/steps 5:23'],
    },
    {
      name: 'a step without bounds',
      text: stepScaling('adjustmentType: ChangeInCapacity', 'stepAdjustments: [{ scalingAdjustment: 1 }]'),
      found: ['error scaling/step-intervals 5:23'],
    },
    {
      name: 'steps that overlap',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'stepAdjustments:',
        '  - { metricIntervalLowerBound: 0, metricIntervalUpperBound: 20, scalingAdjustment: 1 }',
        '  - { metricIntervalLowerBound: 10, scalingAdjustment: 2 }',
      ),
      found: ['error scaling/step-intervals 7:9'],
    },
    {
      name: 'steps with a gap',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'stepAdjustments:',
        '  - { metricIntervalLowerBound: 0, metricIntervalUpperBound: 10, scalingAdjustment: 1 }',
        '  - { metricIntervalLowerBound: 20, scalingAdjustment: 2 }',
      ),
      found: ['error scaling/step-intervals 7:9'],
    },
    {
      name: 'bounds in the wrong order',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'stepAdjustments:',
        '  - { metricIntervalLowerBound: 0, scalingAdjustment: 1 }',
        '  - { metricIntervalLowerBound: -5, metricIntervalUpperBound: -10, scalingAdjustment: -1 }',
      ),
      found: ['error scaling/step-intervals 7:9'],
    },
    {
      name: 'steps that end',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'stepAdjustments:',
        '  - { metricIntervalLowerBound: 0, metricIntervalUpperBound: 10, scalingAdjustment: 1 }',
      ),
      found: ['error scaling/step-intervals 6:9'],
    },
    {
      name: 'an exact capacity below 0',
      text: stepScaling(
        'adjustmentType: ExactCapacity',
        'stepAdjustments:',
        '  - { metricIntervalLowerBound: 0, scalingAdjustment: -1 }',
      ),
      found: ['error scaling/steps 6:59'],
    },
    {
      name: 'a least change without percent',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'minAdjustmentMagnitude: 2',
        'stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }]',
      ),
      found: ['error scaling/min-adjustment 5:29'],
    },
    {
      name: 'a negative cooldown of steps',
      text: stepScaling(
        'adjustmentType: ChangeInCapacity',
        'cooldown: -5',
        'stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }]',
      ),
      found: ['error scaling/bounds 5:15'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});

describe('predictive scaling', () => {
  test.each([
    {
      name: 'a predictive policy without metrics',
      text: predictive('mode: ForecastOnly'),
      found: ['error scaling/predictive-metrics 4:5'],
    },
    {
      name: 'a load metric alone',
      text: predictive(
        'metricSpecifications:',
        '  - targetValue: 70',
        '    predefinedLoadMetricSpecification: { predefinedMetricType: ECSServiceTotalCPUUtilization }',
      ),
      found: ['error scaling/predictive-metrics 5:9'],
    },
    {
      name: 'a forecast too far ahead',
      text: predictive(PAIR, 'schedulingBufferTime: 3600'),
      found: ['error scaling/bounds 5:27'],
    },
    {
      name: 'a buffer that has no use',
      text: predictive(PAIR, 'maxCapacityBuffer: 10'),
      found: ['error scaling/max-capacity-buffer 5:24'],
    },
    {
      name: 'a mode that is misspelt',
      text: predictive(PAIR, 'mode: ForecastAndScal'),
      found: ['error scaling/value 5:11'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});
