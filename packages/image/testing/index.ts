export { aBuildingDocker, aLayerArchive, ARegistry } from '../src/testing/a-registry.ts';
