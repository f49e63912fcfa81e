import fc from 'fast-check';

/**
 * The same cases in every run: what fails, fails for everybody, and for a reason in the change. `FC_SEED=$RANDOM npm test`
 * looks for new ones.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261122) });
