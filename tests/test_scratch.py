import duckdb
def test_a(database, invented):
    h=invented.build()
    c=duckdb.connect(str(invented.database))
    print(c.sql("select action_id,title,theme_id,themes,engagement,nature,funders,partners,schemes,period_start,period_end from action_overview").df().to_string())
    print(c.sql("from amount").df().to_string())
    print(c.sql("from fault").df().to_string())
    print(c.sql("from agreement").df().to_string())
    print(c.sql("select title,text,detail,repeated_lines,first_line,last_line from action").df().to_string())
