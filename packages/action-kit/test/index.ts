export { actionYml, type ActionYml } from './action-yml.ts';
export { annotated, annotationsIn, annotationLine, type ShownAnnotation } from './annotations.ts';
export { runInTest, type TestRun, type TestSettings } from './run-in-test.ts';
