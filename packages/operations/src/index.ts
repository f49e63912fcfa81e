export { build } from './build/build.ts';
export { logOut } from './build/log-out.ts';
export { deploy } from './deploy/deploy.ts';
export { monitor } from './monitor/monitor.ts';
export { render } from './render/render.ts';
export { scale } from './scale/scale.ts';
export { endUnfinished } from './singleton/end-unfinished.ts';
export { singleton } from './singleton/singleton.ts';
