export { aBuildingDocker, aLayerArchive, ARegistry } from './a-registry.ts';
