import {
  debug,
  endGroup,
  error,
  getState,
  notice,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from '@actions/core';
import { RunnerFileError, type Runner } from './runner.ts';

const ANNOTATE = { error, warning, notice };

/** The runner of this process. */
export const toolkit: Runner = {
  setSecret,
  startGroup,
  endGroup,
  debug,
  annotate: (severity, message, properties) => {
    ANNOTATE[severity](message, properties);
  },
  setOutput: (name, value) => {
    writing(() => {
      setOutput(name, value);
    });
  },
  saveState: (name, value) => {
    writing(() => {
      saveState(name, value);
    });
  },
  getState,
  addToSummary: async (markdown) => {
    await summary
      .addRaw(markdown, true)
      .write()
      .catch((cause: unknown) => {
        throw new RunnerFileError(cause);
      });
  },
};

function writing(write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw new RunnerFileError(cause);
  }
}
