export { annotated, annotationsIn, type ShownAnnotation } from '@fargate-actions/action-kit/testing';
