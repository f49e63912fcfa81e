export { DiagnosedError, Diagnostics, type Diagnostic, type Position, type Severity } from './diagnostics.ts';
export { Document, pathKey, pathText, type Path, type Place } from './document.ts';
export { isList, isObject, type Json, type JsonObject } from './json.ts';
export { parseDocument } from './parse.ts';
