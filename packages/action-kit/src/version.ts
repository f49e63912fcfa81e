/** This project's version, as AWS sees it in the user agent. A test holds it equal to package.json's. */
export const VERSION = '0.1.0';
