/** A command that gets no answer ends with a line that says so: nobody watches a terminal for minutes. */
export const awsSettings = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 3000,
    requestTimeout: 5000,
    socketTimeout: 5000,
    throwOnRequestTimeout: true,
  },
};
