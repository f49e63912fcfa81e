import { demonstrate } from './demo/main.ts';
import { terminalScreen } from './demo/screen.ts';

const isGood = await demonstrate(terminalScreen((line) => console.log(line)));
process.exitCode = isGood ? 0 : 1;
