import typer
app = typer.Typer()
@app.command()
def check(x: str) -> None: ...
