import { expect, test } from '@jest/globals';
import { Diagnostics, Document, valueAt } from '@fargate-actions/documents';
import type { WrittenImage } from './image-resolver.ts';
import { pinImages } from './pin-images.ts';

const registry = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const digest = `sha256:${'a'.repeat(64)}`;

async function pinned(image: string, repositories = ['amply-backend']) {
  const asked: WrittenImage[] = [];
  const resolver = async (written: WrittenImage) => {
    asked.push(written);
    return `${registry}/amply-backend@${digest}`;
  };
  const document = new Document({ containerDefinitions: [{ name: 'app', image }] }, new Map());
  const result = await pinImages(document, repositories, resolver, new Diagnostics());
  return { image: valueAt(result.value, ['containerDefinitions', 0, 'image']), asked };
}

test.each([
  { name: 'by a tag', image: `${registry}/amply-backend:v1` },
  { name: 'without a tag', image: `${registry}/amply-backend` },
  { name: 'by another digest', image: `${registry}/amply-backend@sha256:${'b'.repeat(64)}` },
])("the stack's own image $name becomes the one of this deploy", async ({ image }) => {
  const result = await pinned(image);
  expect(result.image).toBe(`${registry}/amply-backend@${digest}`);
  expect(result.asked).toEqual([expect.objectContaining({ registry, repository: 'amply-backend' })]);
});

test.each([
  { name: 'a sidecar of another repository', image: `${registry}/envoy:v1` },
  { name: 'an image of another registry', image: 'ghcr.io/amply/amply-backend:v1' },
  { name: 'a name of Docker Hub', image: 'amply-backend:v1' },
])('$name stays as it is written', async ({ image }) => {
  expect(await pinned(image)).toEqual({ image, asked: [] });
});
