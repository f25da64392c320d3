'use strict';
/**
 * Stands in for the compiled part of AWS Lambda's runtime interface client, which needs a C++ toolchain to build: loaded
 * before it by `--require`. It posts what a function answered to the runtime API (AWS Lambda, "Using the Lambda runtime
 * API"); what comes next the client asks for by itself (`AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1`).
 */
const { request } = require('node:http');
const Module = require('node:module');

const post = (path, body) => {
  const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  request({ hostname, port, method: 'POST', path: `/2018-06-01/runtime/invocation/${path}`, headers })
    .on('response', (response) => response.resume())
    .end(body);
};

const client = {
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

const load = Module._load;
Module._load = (name, ...rest) => (name.endsWith('rapid-client.node') ? client : load(name, ...rest));
