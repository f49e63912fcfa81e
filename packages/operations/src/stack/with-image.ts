import type { Report } from '@fargate-actions/engine';
import type { PreparedPush } from '../build/push-image.ts';
import type { Prepared } from '../prepared.ts';

/** The same operation, which brings the image into ECR first: it is verified before anything but its repository is written. */
export function withImage(prepared: Prepared<Report>, push: PreparedPush): Prepared<Report> {
  const kinds = new Set(push.items.flatMap((item) => ('address' in item ? item.address.kind : [])));
  return {
    ...prepared,
    items: [...push.items, ...prepared.items],
    check: async (diagnostics) => {
      await Promise.all([push.check?.(diagnostics), prepared.check?.(diagnostics)]);
    },
    checkReady: async (diagnostics) => {
      await push.checkReady?.(diagnostics);
    },
    beforeApply: async (diagnostics) => {
      await push.beforeApply?.(diagnostics);
      if (!diagnostics.hasErrors) await prepared.beforeApply?.(diagnostics);
    },
    ofOutcomes: async (outcomes, diagnostics) => {
      const ofImage = outcomes.filter(({ address }) => kinds.has(address.kind));
      const pushed = await push.ofOutcomes(ofImage, diagnostics);
      const report = await prepared.ofOutcomes(outcomes, diagnostics);
      const { image, 'image-ref': reference } = pushed.outputs;
      return { ...report, outputs: { ...report.outputs, image, 'image-ref': reference } };
    },
  };
}
