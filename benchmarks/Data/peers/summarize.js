// What DuckDB is asked for: SUMMARIZE of the file, with its own number of threads (all). NODE_PATH names the folder that @duckdb/node-api is installed in.
const { DuckDBInstance } = require('@duckdb/node-api');

(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`summarize select * from read_csv('${process.argv[2].replaceAll("'", "''")}')`);
  console.log(result.getRows().map(String).join('\n'));
  process.exit(0);
})();
