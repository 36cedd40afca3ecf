// Makes the flight CSV of 3 000 000 rows from the Parquet file of vega-datasets: node flights.js flights-3m.parquet flights-3m.csv
const { DuckDBInstance } = require('@duckdb/node-api');

(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const [from, to] = process.argv.slice(2).map(p => p.replaceAll("'", "''"));
  await connection.run(`copy (select strftime(date, '%Y-%m-%d %H:%M') as date, delay, distance, origin, destination from '${from}' where date < '2001-07-01') to '${to}' (header, delimiter ',')`);
  process.exit(0);
})();
