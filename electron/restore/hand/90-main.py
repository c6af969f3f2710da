OPERATIONS = ('stage', 'read', 'merge', 'sweep', 'audit', 'prove', 'survey', 'place', 'settle', 'undo')


def end_of_failed(failure):
    return {'failed': failure.cause, 'line': failure.line, 'path': failure.path and to_text(failure.path)}


def print_trouble():
    """Writes down where an error came up that nobody foresaw."""
    # What few hands need is loaded only by those: it takes long.
    import traceback

    traceback.print_exc()


def main():
    """Carries out the one order that follows this program on stdin, says its end (`read` says it in its own frames), and ends this process."""
    try:
        allow_depth()
        widen_pipe(0)
        order, plan = read_order(sys.stdin.buffer)
        if order['op'] not in OPERATIONS:
            raise Failed('bad-plan', 'an unknown order')
        end = globals()[order['op']](order, plan)
    except Failed as failure:
        end = end_of_failed(failure)
    except OSError as error:
        end = end_of_failed(failed_by(error))
    except Exception as error:
        print_trouble()
        end = end_of_failed(Failed('bug', repr(error)))
    if end is not None:
        say({'end': end})
    # All has been said and closed; taking Python itself down takes longer than many an order.
    os._exit(0)


if __name__ == '__main__':
    main()
