export { seedFiles, type Edit } from './seed-files.ts';
